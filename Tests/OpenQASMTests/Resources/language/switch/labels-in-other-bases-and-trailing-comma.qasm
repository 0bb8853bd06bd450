// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.1;
bit[3] r;
for int i in {16, 8, 5} {
  switch (i) {
    case 0x10, { r[0] = 1; }
    case 0o10 { r[1] = 1; }
    case 0b101 { r[2] = 1; }
  }
}
