// parse: ok
// check: error 8
OPENQASM 3.0;
int m;
box {
  int n = 3;
}
m = n;
