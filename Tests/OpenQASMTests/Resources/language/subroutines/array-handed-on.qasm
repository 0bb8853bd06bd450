// parse: ok
// check: ok
// run: {"1": 1}
def set_first(mutable array[uint[8], #dim = 1] a, uint[8] v) { a[0] = v; }
def set_outer(mutable array[uint[8], #dim = 1] b) { set_first(b, 200); }
array[uint[8], 2] data = {1, 2};
bit r;
set_outer(data);
r = (data[0] == 200 && data[1] == 2);
