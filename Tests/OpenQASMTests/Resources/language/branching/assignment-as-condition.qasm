// parse: error 4
bit c;
int x = 1;
if (x = 2) c = 1;
c = 0;
