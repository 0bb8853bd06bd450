// parse: ok
// check: error 6
def take(readonly array[int[8], #dim = 1] a) -> int { return a[0]; }
array[int[16], 3] data;
int n;
n = take(data);
