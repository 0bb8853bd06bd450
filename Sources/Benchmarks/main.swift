#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Times one scenario inside the process, so that process start is left out, and checks the scenario's own result; with
// --serve, every case that it is asked for on standard input; with --membership, known answers instead of times; with --jobs, circuits on a machine in a cloud.
do {
  guard CommandLine.arguments.dropFirst() != ["--serve"] else {
    var server = RaceServer()
    try await server.run()
    exit(0)
  }
  if CommandLine.arguments.dropFirst().first == "--membership" {
    try await MembershipOptions(Array(CommandLine.arguments.dropFirst(2))).run()
    exit(0)
  }
  if CommandLine.arguments.dropFirst().first == "--jobs" {
    try await JobBatch(Array(CommandLine.arguments.dropFirst(2))).run()
    exit(0)
  }
  let options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
  let timing = try options.scenario.timing(of: options)
  print(try timing.text(asJSON: options.isJSON))
} catch {
  let message = "Benchmarks: \(error)\n"
  _ = write(STDERR_FILENO, message, message.utf8.count)
  exit(1)
}
