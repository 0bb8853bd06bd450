// parse: ok
// check: error 7
OPENQASM 3.0;
def id_of(int n) -> int { return n; }
qubit q;
int n;
n = id_of(q);
