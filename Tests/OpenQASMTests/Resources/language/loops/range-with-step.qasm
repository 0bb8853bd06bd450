// parse: ok
// check: ok
// run: {"111": 1}
// reading: ranges
bit[3] r;
int a = 0;
int b = 0;
int c = 0;
for int i in [0:2:6] a += i;
for int i in [0:2:7] b += i;
for int i in [1:5:1] c += i;
r[0] = (a == 12);
r[1] = (b == 12);
r[2] = (c == 1);
