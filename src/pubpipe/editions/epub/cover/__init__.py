"""An article -> the cover of its e-book: the picture that it names, else one drawn from its title block."""
