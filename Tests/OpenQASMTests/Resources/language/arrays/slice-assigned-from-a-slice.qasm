// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
array[int[8], 3] first = {0, 1, 2};
array[int[8], 4] second = {5, 6, 7, 8};
second[2:3] = first[1:2];
bit[3] r;
r[0] = second[1] == 6;
r[1] = second[2] == 1;
r[2] = second[3] == 2;
