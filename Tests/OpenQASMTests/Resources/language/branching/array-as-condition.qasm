// parse: ok
// check: error 5
array[int[8], 2] a = {1, 2};
bit r;
if (a) r = 1;
