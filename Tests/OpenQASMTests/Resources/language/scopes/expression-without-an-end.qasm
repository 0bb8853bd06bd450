// parse: error 4
bit r = 1;
int n = 3;
n + ;
