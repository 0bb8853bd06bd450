// parse: ok
// check: ok
// run: {"01011": 1}
bit[5] r;
int x = 4;
if (x > 3 && x < 5) r[0] = 1;
if (x == 3 || x == 4) r[1] = 1;
if (!(x == 4)) r[2] = 1;
if (x >= 4 && x <= 4) r[3] = 1;
if (x != 4 || x > 4) r[4] = 1;
