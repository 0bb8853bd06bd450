// parse: ok
// check: ok
// run: {"1": 1}
output array[int[8], 2] a;
output bit r;
a[0] = 3;
a[1] = a[0] + 1;
r = (a[1] == 4);
