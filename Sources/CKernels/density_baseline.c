#include "density.h"

#define DENSITY_ROWS 2
#define DENSITY_TABLE density_kernels_baseline
#include "density_kernels.inc"
