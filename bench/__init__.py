"""The benchmark: pubpipe beside its peers, in pairs, in one run; ``make bench`` writes docs/benchmarks.md."""
