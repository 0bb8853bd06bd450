import Networking
import Testing

@Suite struct EndpointTests {
  @Test("servers are read with their ports, and http is for this machine alone")
  func reads() throws {
    let cloud = try Endpoint("https://Quantum.Cloud.IBM.com/")
    #expect(cloud.host == "quantum.cloud.ibm.com" && cloud.port == 443 && cloud.authority == "quantum.cloud.ibm.com")
    #expect(!cloud.isLoopback && "\(cloud)" == "https://quantum.cloud.ibm.com")
    #expect(try Endpoint("https://x:443").authority == "x")
    #expect(try Endpoint("https://x:8443").authority == "x:8443")
    for text in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80", "http://127.255.0.9:1"] {
      #expect(try Endpoint(text).isLoopback)
    }
    #expect(try Endpoint("http://[::1]:81").authority == "[::1]:81")
    for text in [
      "http://pyqanda-admin.qpanda.cn", "http://127.evil.com", "http://127.0.0.1.evil.com", "http://localhost.evil.com",
      "http://127.0.0", "http://127.0.0.256", "http://2130706433",
    ] {
      let error = #expect(throws: NetworkingError.self) { try Endpoint(text) }
      #expect(error?.help.contains("https://") == true)
    }
  }

  @Test(
    "what is no server is refused",
    arguments: [
      "", "x", "ftp://x", "https://", "https://a b", "https://x/path", "https://x?y", "https://x#y", "https://x:0",
      "https://x:65536", "https://x:", "https://x:+1", "https://[::1", "https://[::1]x", "https://ü", "https://x:１",
      "https://" + String(repeating: "a", count: 300),
    ])
  func refuses(text: String) {
    #expect(throws: NetworkingError.self) { try Endpoint(text) }
  }

  @Test("a password in an address is refused, and not shown")
  func hidesPasswords() {
    let error = #expect(throws: NetworkingError.self) { try Endpoint("https://me:hush@host") }
    #expect(error?.message.contains("hush") == false)
  }
}
