// parse: ok
// check: ok
// run: {"00": 1}
bit[2] r;
bool outer = false;
bool inner = false;
if (outer)
  if (inner) r[0] = 1;
  else r[1] = 1;
