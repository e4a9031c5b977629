import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of OpenSearch: {@code DIRECTORY PORT}. Ends when its standard input does. */
public class Node {
  public static void main(String[] args) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild(
        (number, settings) -> {
          settings.put("discovery.type", "single-node");
          settings.put("network.host", "127.0.0.1");
          settings.put("http.port", args[1]);
          settings.put("transport.port", "0");
          settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        });
    runner.build(
        OpenSearchRunner.newConfigs()
            .basePath(args[0])
            .clusterName("ikewatch-test")
            .numOfNode(1)
            .useLogger());
    while (System.in.read() >= 0) {
      // Nobody says anything.
    }
    runner.close();
    System.exit(0);
  }
}
