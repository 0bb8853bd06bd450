import Foundation

/// How many random cases the tests take: a part in every run, all with `SHOTGLASS_SCALE=full`, as `make soak` has it.
enum Scale {
  static let isFull = ProcessInfo.processInfo.environment["SHOTGLASS_SCALE"] == "full"
}
