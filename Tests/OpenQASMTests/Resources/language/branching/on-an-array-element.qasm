// parse: ok
// check: ok
// run: {"10": 1}
array[bool, 2] flags = {false, true};
bit[2] r;
for int i in [0:1] {
  if (flags[i]) r[i] = 1;
}
