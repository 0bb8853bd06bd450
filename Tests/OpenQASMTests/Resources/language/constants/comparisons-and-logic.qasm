// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
const int n = 6;
const bool even = n % 2 == 0;
const bool huge = n > 100 || n < 0;
bit[3] r;
r[0] = even;
r[1] = huge;
r[2] = even && !huge;
