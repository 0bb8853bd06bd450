// parse: ok
// check: ok
// run: {"1": 1}
// reading: switch
OPENQASM 3.1;
bit r;
int count = 0;
for int i in [0:9] {
  switch (i) {
    case 4 { break; }
    case 1 { continue; }
    default { count += 1; }
  }
}
r = (count == 3);
