// The flow workloads of tests/bench/flows.c in SimGrid, through its S4U interface.
//     simgrid_flows star|tree L R G N DT
// Many concurrent flows over shared links is not what SimGrid is best at: it keeps the rate and
// the remaining bytes of every single flow, and solves whatever is connected to a change. It is
// set up here as favourably as it goes: its lazy updates, no latency, no TCP window, no cross
// traffic, one actor, a star zone (routes in O(L + G)) and no logging.
//
// A flow goes from host `server` to host `pod`: the way up is {server, uplink}, the way down {pod}.
#include <simgrid/s4u.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace sg4 = simgrid::s4u;

namespace {

struct Workload {
    bool tree;
    std::uint64_t links, racks, pods, flows;
    double every_s;
};

struct Platform {
    std::vector<sg4::Host*> servers, pods;
};

sg4::Link* link_of(sg4::NetZone* zone, const char* kind, std::uint64_t i, double bytes_per_s)
{
    return zone->create_link(kind + std::to_string(i), bytes_per_s)->set_latency(0.0)->seal();
}

Platform platform_of(const Workload& work)
{
    auto* zone = sg4::create_star_zone("site");
    auto l = static_cast<double>(work.links);
    std::vector<sg4::LinkInRoute> uplinks;
    for (std::uint64_t r = 0; work.tree && r < work.racks; r++)
        uplinks.emplace_back(link_of(zone, "uplink", r, 12.5e9 * (l / static_cast<double>(work.racks)) / 4.0));
    Platform platform;
    for (std::uint64_t s = 0; s < work.links; s++) {
        auto* host = zone->create_host("server" + std::to_string(s), 1e9)->seal();
        std::vector<sg4::LinkInRoute> up{sg4::LinkInRoute(link_of(zone, "port", s, 12.5e9))};
        if (work.tree) up.push_back(uplinks[s % work.racks]);
        zone->add_route(host->get_netpoint(), nullptr, nullptr, nullptr, up, false);
        platform.servers.push_back(host);
    }
    for (std::uint64_t g = 0; g < work.pods; g++) {
        auto* host = zone->create_host("pod" + std::to_string(g), 1e9)->seal();
        std::vector<sg4::LinkInRoute> down;
        if (work.tree) down.emplace_back(link_of(zone, "spine", g, 12.5e9 * l / (4.0 * static_cast<double>(work.pods)) * 1.25));
        zone->add_route(nullptr, host->get_netpoint(), nullptr, nullptr, down, false);
        platform.pods.push_back(host);
    }
    zone->seal();
    return platform;
}

std::uint64_t bytes_of(std::uint64_t i)
{
    return static_cast<std::uint64_t>(std::floor(1e9 * (1.0 + static_cast<double>(i * 2654435761U % 1000) / 1000.0)));
}

void start_all(const Workload& work, const Platform& platform, std::vector<sg4::CommPtr>& flows)
{
    for (std::uint64_t i = 0; i < work.flows; i++) {
        sg4::this_actor::sleep_until(static_cast<double>(i) * work.every_s);
        flows.push_back(sg4::Comm::sendto_async(platform.servers[i * 7919U % work.links], platform.pods[i * 104729U % work.pods], bytes_of(i)));
    }
    for (auto& flow : flows) flow->wait();
}

double peak_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 7) {
        std::fputs("usage: simgrid_flows star|tree L R G N DT\n", stderr);
        return 2;
    }
    Workload work{std::string(argv[1]) == "tree", std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10),
                  std::strtoull(argv[4], nullptr, 10), std::strtoull(argv[5], nullptr, 10), std::strtod(argv[6], nullptr)};
    std::vector<std::string> settings{argv[0], "--cfg=network/model:CM02", "--cfg=network/TCP-gamma:0", "--cfg=network/crosstraffic:0", "--log=root.thresh:warning"};
    std::vector<char*> words;
    for (auto& setting : settings) words.push_back(setting.data());
    int n_words = static_cast<int>(words.size());
    words.push_back(nullptr);
    sg4::Engine engine(&n_words, words.data());
    auto platform = platform_of(work);
    std::vector<sg4::CommPtr> flows;
    flows.reserve(work.flows);
    sg4::Actor::create("starter", platform.servers[0], [&] { start_all(work, platform, flows); });
    auto began = std::chrono::steady_clock::now();
    engine.run();
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    double sum_s = 0.0, last_s = 0.0;
    for (const auto& flow : flows) {
        sum_s += flow->get_finish_time();
        last_s = std::max(last_s, flow->get_finish_time());
    }
    std::printf("seconds %.6f\nsum_of_finishes_s %.9f\nlast_finish_s %.9f\npeak_MB %.1f\n", took.count(), sum_s, last_s, peak_megabytes());
    return 0;
}
