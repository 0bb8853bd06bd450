// parse: ok
// check: ok
// run: {"0101": 1}
// reading: condition-conversion
bit[4] r;
int zero = 0;
int negative = -3;
uint[8] big = 200;
if (negative) r[0] = 1;
if (zero) r[1] = 1;
if (big) r[2] = 1;
if (!big) r[3] = 1;
