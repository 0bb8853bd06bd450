#define WIDTH 16
#define DOUBLE_TABLE state_kernels_double_baseline
#define FLOAT_TABLE state_kernels_float_baseline
#define DRAW state_draw_baseline
#include "state_level.inc"
