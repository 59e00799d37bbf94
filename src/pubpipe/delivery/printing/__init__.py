"""A PDF and what is wished for it -> paper, by the Internet Printing Protocol (RFC 8010, RFC 8011)."""
