// parse: error 4
bit c;
c = 1;
else c = 0;
