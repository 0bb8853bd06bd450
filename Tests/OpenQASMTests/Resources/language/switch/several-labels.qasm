// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.1;
bit[4] r;
for int i in [0:3] {
  switch (i) {
    case 1, 2 {
      r[i] = 1;
    }
    case 0 {}
  }
}
