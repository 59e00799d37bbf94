"""Hostile articles, generated or kept, and the harness that builds each of them beside two good neighbours."""
