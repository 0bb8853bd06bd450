// parse: ok
// check: ok
// run: {"111": 1}
output bit[3] r;
array[int[8], 3] a = {4, 5, 6};
bit[4] c = "0100";
int n = 0;
for int v in {9, 8, 7} { n = v; if (v == 8) break; }
r[0] = (n == 8);
for int[8] v in a { if (v == 6) break; n = v; }
r[1] = (n == 5);
n = 0;
for bit b in c { if (b) break; n += 1; }
r[2] = (n == 2);
