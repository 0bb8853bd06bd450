// parse: ok
// check: error 5
OPENQASM 3.0;
def four() -> int { return 4; }
const int n = four();
