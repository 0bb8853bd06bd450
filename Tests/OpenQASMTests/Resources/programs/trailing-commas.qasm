// parse: ok
array[int[8], 2,] a = {1, 2,};
array[int[8], 1, 2,] b = {{1, 2,},};
gate g(x, y,) q, r, { }
g(1, 2,) q, r,;
f(1,); barrier q, r,; nop q,; delay[1ns] q,;
a[0,] = 1; x = b[0, 1,]; for int i in {1, 2,} { }
extern e(int[8], float,);
def d(int x,) { }
switch (i) { case 1, 2, { } }
