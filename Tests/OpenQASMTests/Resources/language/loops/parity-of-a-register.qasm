// parse: ok
// check: ok
// run: {"10": 1}
output bit[2] r;
bit[5] c = "10110";
bit[5] d = "10010";
for bit b in c {
  if (b) r[1] = !r[1];
}
for bit b in d {
  if (b) r[0] = !r[0];
}
