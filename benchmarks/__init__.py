"""Each number that Pendopo promises, measured: one module a measure, `pendopo bench` prints them."""
