// Solves an MBN1 file with LEMON's network simplex: pairs, cost, times (solving only), the times to build the graph, and memory, as one
// line of JSON. Rows have a supply of 1 and columns a demand of their seats; a costly arc to a dummy lets a row stay out. In the form that LEMON solves,
// what leaves a node is at least its supply, so a row could ship more over arcs that cost nothing: therefore every arc costs at least 1.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

using lemon::StaticDigraph;
typedef long long ll;

static void need(bool ok, const char *otherwise = "not an MBN1 file") {
  if (!ok) { fprintf(stderr, "%s\n", otherwise); exit(1); }
}

static double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <class T> static std::vector<T> numbers(FILE *f, size_t n) {
  std::vector<T> v(n);
  need(fread(v.data(), sizeof(T), n, f) == n);
  return v;
}

// The most memory that the process has had, in bytes. getrusage would not do: it says never less than what the process took that
// started this one.
static long peak() {
  char line[256];
  long kb = 0;
  FILE *f = fopen("/proc/self/status", "r");
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "VmHWM: %ld", &kb) == 1) break;
  if (f) fclose(f);
  return kb * 1024;
}

static void print(const std::vector<double> &list) {
  for (size_t k = 0; k < list.size(); k++) printf("%s%.7f", k ? "," : "[", list[k]);
  printf("]");
}

int main(int argc, char **argv) {
  need(argc > 2);
  FILE *f = fopen(argv[1], "rb");
  need(f != nullptr);
  int runs = atoi(argv[2]);
  char magic[8];
  need(fread(magic, 1, 8, f) == 8 && !memcmp(magic, "MATCHBN1", 8));
  std::vector<uint32_t> head = numbers<uint32_t>(f, 4);
  uint32_t kind = head[0], rows = head[1], cols = head[2];
  uint64_t pairs = numbers<uint64_t>(f, 1)[0];
  std::vector<uint32_t> cap(cols, 1);
  if (head[3]) cap = numbers<uint32_t>(f, cols);
  std::vector<uint64_t> start;
  std::vector<uint32_t> col;
  if (kind == 1) {
    start = numbers<uint64_t>(f, rows + 1);
    col = numbers<uint32_t>(f, pairs);
  }
  std::vector<int32_t> cost = numbers<int32_t>(f, pairs);
  fclose(f);

  ll least = 0, most = 0, seats = 0;
  for (int32_t c : cost) {
    least = std::min<ll>(least, c);
    most = std::max<ll>(most, c);
  }
  for (uint32_t &c : cap) seats += c = std::min(c, rows);
  bool dummy = head[3] || kind == 1 || (ll)rows > seats;
  ll out = (most - least + 2) * std::min<ll>(rows, seats) + 1, total = 0, matched = 0;
  std::vector<double> times, build;
  for (int k = 0; k < runs; k++) {
    double began = now();
    StaticDigraph g;
    {
      std::vector<std::pair<int, int>> arcs;
      arcs.reserve(pairs + (dummy ? rows : 0));
      for (uint32_t i = 0; i < rows; i++) {
        if (kind == 0)
          for (uint32_t j = 0; j < cols; j++) arcs.push_back({(int)i, (int)(rows + j)});
        else
          for (uint64_t e = start[i]; e < start[i + 1]; e++) arcs.push_back({(int)i, (int)(rows + col[e])});
        if (dummy) arcs.push_back({(int)i, (int)(rows + cols)});
      }
      g.build(rows + cols + (dummy ? 1 : 0), arcs.begin(), arcs.end());
    }
    StaticDigraph::ArcMap<ll> price(g);
    StaticDigraph::ArcMap<int> upper(g, 1);
    StaticDigraph::NodeMap<int> supply(g);
    size_t a = 0, e = 0;
    for (uint32_t i = 0; i < rows; i++) {
      size_t d = kind == 0 ? cols : start[i + 1] - start[i];
      for (size_t q = 0; q < d; q++) price[g.arc(a++)] = (ll)cost[e++] - least + 1;
      if (dummy) price[g.arc(a++)] = out;
      supply[g.node(i)] = 1;
    }
    for (uint32_t j = 0; j < cols; j++) supply[g.node(rows + j)] = -(int)cap[j];
    if (dummy) supply[g.node(rows + cols)] = -(int)rows;
    lemon::NetworkSimplex<StaticDigraph, int, ll> simplex(g);
    simplex.upperMap(upper).costMap(price).supplyMap(supply);
    double begin = now();
    build.push_back(begin - began);
    bool ok = simplex.run() == lemon::NetworkSimplex<StaticDigraph, int, ll>::OPTIMAL;
    times.push_back(now() - begin);
    need(ok, "no optimum");
    total = matched = 0;
    for (size_t x = 0; x < a; x++) {
      auto arc = g.arc(x);
      if (simplex.flow(arc) > 0 && !(dummy && g.id(g.target(arc)) == (int)(rows + cols))) {
        matched++;
        total += price[arc] + least - 1;
      }
    }
  }
  printf("{\"matched\":%lld,\"cost\":%lld,\"rss\":%ld,\"times\":", matched, total, peak());
  print(times);
  printf(",\"build\":");
  print(build);
  printf("}\n");
}
