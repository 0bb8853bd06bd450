// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.1;
def name_of(int x) -> int {
  switch (x) {
    case 0 { return 10; }
    case 1, 2 { return 20; }
  }
  return 30;
}
bit[2] r;
r[0] = (name_of(2) == 20);
r[1] = (name_of(3) == 30);
