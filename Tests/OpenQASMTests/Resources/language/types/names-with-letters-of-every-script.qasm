// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int ñandú = 3;
int _x9 = 4;
int 数 = ñandú + _x9;
bit[2] r;
r[0] = 数 == 7;
r[1] = ñandú < _x9;
