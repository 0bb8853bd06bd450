// parse: ok
// check: ok
// run: {"1110 1000": 1}
OPENQASM 3.0;
bit[4] all;
bit[4] any;
for int i in [0:3] {
  bool a = i % 2 == 1;
  bool b = i / 2 == 1;
  all[i] = a && b;
  any[i] = a || b;
}
