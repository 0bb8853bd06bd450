// parse: ok
// check: ok
// run: {"01": 1}
// input: flag=false
input bool flag;
bit[2] r;
if (flag) r[1] = 1;
else r[0] = 1;
