"""Addresses -> answers: within limits, from public hosts alone, as politely as their hosts ask."""
