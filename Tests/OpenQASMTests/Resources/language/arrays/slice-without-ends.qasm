// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 4] a = {1, 2, 3, 4};
array[int[8], 2] head = a[:1];
array[int[8], 2] tail = a[2:];
array[int[8], 4] all = a[:];
bit[3] r;
r[0] = head[0] == 1 && head[1] == 2;
r[1] = tail[0] == 3 && tail[1] == 4;
r[2] = all[0] == 1 && all[3] == 4;
