"""What a build is given -> read articles under their names, with what was fetched of their sources before."""
