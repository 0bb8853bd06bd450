// parse: ok
// check: error 6
def take(readonly array[int[8], #dim = 2] a) -> int { return a[0, 0]; }
array[int[8], 3] data;
int n;
n = take(data);
