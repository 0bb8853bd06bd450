#include "resources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char ibm_aachen[] = {
#embed "../../backends/ibm_aachen.json"
};
static const unsigned char ibm_fez[] = {
#embed "../../backends/ibm_fez.json"
};
static const unsigned char ibm_guadalupe[] = {
#embed "../../backends/ibm_guadalupe.json"
};
static const unsigned char ibm_kolkata[] = {
#embed "../../backends/ibm_kolkata.json"
};
static const unsigned char ibm_manila[] = {
#embed "../../backends/ibm_manila.json"
};
static const unsigned char ibm_nairobi[] = {
#embed "../../backends/ibm_nairobi.json"
};
static const unsigned char ibm_sherbrooke[] = {
#embed "../../backends/ibm_sherbrooke.json"
};
static const unsigned char ibm_torino[] = {
#embed "../../backends/ibm_torino.json"
};
static const unsigned char ideal[] = {
#embed "../../backends/ideal.json"
};
static const unsigned char square_lattice[] = {
#embed "../../backends/square_lattice.json"
};
static const unsigned char trapped_ion[] = {
#embed "../../backends/trapped_ion.json"
};
static const unsigned char device_schema[] = {
#embed "../../backends/schema/device.schema.json"
};
static const unsigned char study_schema[] = {
#embed "../../studies/schema/study.schema.json"
};
static const unsigned char breast_cancer[] = {
#embed "data/breast_cancer.csv"
};
static const unsigned char digits[] = {
#embed "data/digits.csv"
};
static const unsigned char iris[] = {
#embed "data/iris.csv"
};
static const unsigned char wine[] = {
#embed "data/wine.csv"
};

#define FILE_AT(path, bytes) { path, bytes, sizeof bytes }

static const struct resource resources[] = {
  FILE_AT("backends/ibm_aachen.json", ibm_aachen),
  FILE_AT("backends/ibm_fez.json", ibm_fez),
  FILE_AT("backends/ibm_guadalupe.json", ibm_guadalupe),
  FILE_AT("backends/ibm_kolkata.json", ibm_kolkata),
  FILE_AT("backends/ibm_manila.json", ibm_manila),
  FILE_AT("backends/ibm_nairobi.json", ibm_nairobi),
  FILE_AT("backends/ibm_sherbrooke.json", ibm_sherbrooke),
  FILE_AT("backends/ibm_torino.json", ibm_torino),
  FILE_AT("backends/ideal.json", ideal),
  FILE_AT("backends/square_lattice.json", square_lattice),
  FILE_AT("backends/trapped_ion.json", trapped_ion),
  FILE_AT("backends/schema/device.schema.json", device_schema),
  FILE_AT("studies/schema/study.schema.json", study_schema),
  FILE_AT("data/breast_cancer.csv", breast_cancer),
  FILE_AT("data/digits.csv", digits),
  FILE_AT("data/iris.csv", iris),
  FILE_AT("data/wine.csv", wine),
};

static const size_t count = sizeof resources / sizeof resources[0];

size_t resource_count(void) { return count; }

struct resource resource_at(size_t index) { return resources[index < count ? index : count - 1]; }
