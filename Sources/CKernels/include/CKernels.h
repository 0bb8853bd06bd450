#pragma once
#include "density.h"
#include "level.h"
