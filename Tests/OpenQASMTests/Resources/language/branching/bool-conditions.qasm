// parse: ok
// check: ok
// run: {"011": 1}
bit[3] r;
bool a = true;
bool b = false;
if (a && !b) r[0] = 1;
if (a || b) r[1] = 1;
if (a == b) r[2] = 1;
