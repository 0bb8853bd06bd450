// parse: ok
// check: error 6
def take(readonly array[int[8], 3] a) -> int { return a[0]; }
array[int[8], 4] data;
int n;
n = take(data);
