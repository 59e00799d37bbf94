"""An article's pictures -> pictures that e-readers show, scaled to what they need, and where they stand."""
