// parse: ok
// check: ok
// run: {"11": 1}
// input: a=[1, 2, 3]
// input: g=[[1.5, 2.5], [3.5, 4.5]]
input array[int[8], 3] a;
input array[float[64], 2, 2] g;
bit[2] r;
r[0] = (a[0] == 1 && a[2] == 3);
r[1] = (g[1, 0] == 3.5);
