//! Load on a graph of calls, cycles included.
