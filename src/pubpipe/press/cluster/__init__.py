"""Editions to be made -> their results: on the machines of a dask cluster, by the pool that each has."""
