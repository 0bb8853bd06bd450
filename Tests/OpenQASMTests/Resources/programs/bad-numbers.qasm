// parse: Q005 Q005 Q005 Q005 Q005 Q005
int a = 3x;
int b = 0b12;
int c = 0o8;
int d = 1__0;
int e = 0xG;
float f = 1e;
