#!/usr/bin/env python3
"""Writes the demonstration's estate anew: what the provider's API would answer, and its history.

usage: demo/estate/generate.py        (writes below demo/estate; the same files each time)

Nothing here is of a real customer. The story is told in README.md.
"""
import json
import pathlib
from datetime import datetime, timedelta, timezone

ROOT = pathlib.Path(__file__).parent
GIB = 1 << 30
NOW = datetime(2026, 11, 26, 5, 0, tzinfo=timezone.utc)  # 06:00 in Paris
HISTORY_DAYS = 21

ZONES = {"AZ05": 5, "AZ07": 7}
# name: (number, label, zone, high availability, hosts, GiB a host, threads, processor)
POOLS = {
    "clu001-t0001-az05": (101, "Production AZ05", "AZ05", True, 4, 384, 64, "Silver 4314"),
    "clu002-t0001-az07": (102, "Analyse et secours AZ07", "AZ07", True, 3, 768, 96, "Gold 6342"),
    "clu003-t0001-az05": (103, "Développement AZ05", "AZ05", False, 2, 384, 40, "Silver 4114"),
}
IN_MAINTENANCE = "host003-clu002-t0001-az07"
# pool: [(machine, host from 1 or 0 where halted, vCPU, GiB, priority, GiB of disks, repository)]
PRODUCTION = "clu001-t0001-az05"
RECOVERY = "clu002-t0001-az07"
DEVELOPMENT = "clu003-t0001-az05"
MACHINES = [
    ("erp-db-01", PRODUCTION, 1, 16, 128, "restart", [100, 900], "sr003"),
    ("erp-app-01", PRODUCTION, 1, 8, 64, "restart", [80, 220], "sr001"),
    ("erp-app-02", PRODUCTION, 1, 8, 64, "restart", [80, 220], "sr001"),
    ("web-01", PRODUCTION, 1, 8, 32, "best-effort", [60], "sr001"),
    ("batch-01", PRODUCTION, 1, 16, 32, "best-effort", [60, 340], "sr001"),
    ("mail-01", PRODUCTION, 1, 4, 16, "restart", [60, 1400], "sr001"),
    ("dns-01", PRODUCTION, 1, 2, 4, "restart", [30], "sr001"),
    ("shop-db-01", PRODUCTION, 2, 16, 128, "restart", [100, 700], "sr003"),
    ("shop-app-01", PRODUCTION, 2, 12, 64, "restart", [80, 120], "sr002"),
    ("shop-app-02", PRODUCTION, 2, 12, 64, "restart", [80, 120], "sr002"),
    ("cache-01", PRODUCTION, 2, 8, 48, "best-effort", [60], "sr002"),
    ("search-01", PRODUCTION, 2, 8, 32, "best-effort", [60, 500], "sr002"),
    ("dwh-01", PRODUCTION, 3, 32, 192, "restart", [100, 1900], "sr001"),
    ("dwh-etl-01", PRODUCTION, 3, 16, 96, "best-effort", [100, 600], "sr001"),
    ("reports-01", PRODUCTION, 3, 8, 32, "best-effort", [80, 240], "sr001"),
    ("print-01", PRODUCTION, 3, 2, 16, "disabled", [60], "sr001"),
    ("erp-db-02", PRODUCTION, 4, 16, 128, "restart", [100, 900], "sr002"),
    ("shop-db-02", PRODUCTION, 4, 16, 128, "restart", [100, 700], "sr002"),
    ("mon-01", PRODUCTION, 4, 8, 32, "best-effort", [60, 440], "sr001"),
    ("log-01", PRODUCTION, 4, 8, 32, "best-effort", [60, 1940], "sr004"),
    ("dns-02", PRODUCTION, 4, 2, 4, "restart", [30], "sr001"),
    ("jump-01", PRODUCTION, 4, 2, 8, "best-effort", [40], "sr001"),
    ("ana-01", RECOVERY, 1, 24, 96, "restart", [100, 900], "sr011"),
    ("ana-02", RECOVERY, 2, 24, 64, "restart", [100, 400], "sr011"),
    ("ml-train-01", RECOVERY, 2, 144, 192, "best-effort", [100, 700], "sr011"),
    ("git-01", RECOVERY, 1, 8, 16, "restart", [60, 340], "sr011"),
    ("ci-01", RECOVERY, 1, 8, 16, "best-effort", [120], "sr011"),
    ("ci-02", RECOVERY, 1, 8, 16, "best-effort", [120], "sr011"),
    ("ci-03", RECOVERY, 2, 8, 16, "best-effort", [120], "sr011"),
    ("ci-04", RECOVERY, 2, 8, 16, "best-effort", [120], "sr011"),
    ("wiki-01", RECOVERY, 1, 2, 8, "best-effort", [80], "sr011"),
    ("vault-01", RECOVERY, 1, 2, 8, "restart", [40], "sr011"),
    ("proxy-01", RECOVERY, 2, 2, 4, "best-effort", [30], "sr011"),
    ("backup-proxy-01", RECOVERY, 2, 4, 8, "restart", [60], "sr011"),
    ("test-old", RECOVERY, 0, 4, 8, "disabled", [60, 140], "sr011"),
    ("dev-01", DEVELOPMENT, 1, 8, 32, "disabled", [80, 120], "sr021"),
    ("dev-02", DEVELOPMENT, 2, 8, 32, "disabled", [80, 120], "sr021"),
    ("dev-db-01", DEVELOPMENT, 0, 8, 48, "disabled", [60, 240], "sr021"),
    ("build-01", DEVELOPMENT, 1, 12, 24, "disabled", [160], "sr021"),
    ("sandbox-01", DEVELOPMENT, 2, 4, 8, "disabled", [60], "sr021"),
]
# Machines that are young: on which day of the history they were made.
BORN = {"batch-01": 5, "search-01": 9, "reports-01": 14, "shop-app-02": 18}
# short name: (number, pool, rest of the name, description, GiB, type)
REPOSITORIES = {
    "sr001": (401, PRODUCTION, "r-flh1-data13", "FLASH - Standard - 1500 IOPS/To", 8192, "lvmohba"),
    "sr002": (402, PRODUCTION, "r-flh2-data14", "FLASH - Premium - 3000 IOPS/To", 6144, "lvmohba"),
    "sr003": (403, PRODUCTION, "r-flh4-data15", "FLASH - Ultra - 15000 IOPS/To", 4096, "lvmohba"),
    "sr004": (404, PRODUCTION, "r-mass-data16", "MASS STORAGE", 10240, "lvmohba"),
    "sr011": (411, RECOVERY, "r-flh1-data21", "FLASH - Standard - 1500 IOPS/To", 8192, "lvmohba"),
    "sr012": (412, RECOVERY, "r-flh2-data22", "FLASH - Premium - 3000 IOPS/To", 10240, "lvmohba"),
    "sr013": (413, RECOVERY, "r-tmp-data23", "migration", 1024, "lvmohba"),
    "sr021": (421, DEVELOPMENT, "r-flh0-data31", "FLASH - Essentiel - 500 IOPS/To", 2048, "lvmohba"),
    "sr022": (422, DEVELOPMENT, "r-flh1-data32", "FLASH - Standard - 1500 IOPS/To", 1024, "lvmohba"),
}
# Disks that are no machine's: (name, GiB, repository)
LOOSE_DISKS = [("old-erp-data", 500, "sr001")]
# The copies at the target of replication.
REPLICATED = {
    "dr-15min": ["erp-db-01", "erp-app-01"],
    "dr-1h": ["shop-db-01", "shop-app-01", "dwh-01"],
    "dr-2h": ["mail-01"],
}
NIGHTLY = [name for name, pool, *_ in MACHINES if pool == PRODUCTION and name != "dwh-01"]
SNAPSHOTS = [  # machine, name, when, whether its disks are listed
    ("erp-db-01", "erp-db-01-avant-migration", datetime(2026, 8, 3, 18, tzinfo=timezone.utc)),
    ("web-01", "web-01-2026-11-20", datetime(2026, 11, 20, 9, tzinfo=timezone.utc)),
    ("test-old", "test-old-2025-12-01", datetime(2025, 12, 1, 8, tzinfo=timezone.utc)),
]
NETWORKS = {
    PRODUCTION: ["vlan-1201-prod", "vlan-1202-dmz", "vlan-1203-admin"],
    RECOVERY: ["vlan-1201-prod", "vlan-1203-admin", "vlan-1204-analyse"],
    DEVELOPMENT: ["vlan-1301-dev"],
}


def uid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def reference(number, name):
    return {"id": uid(number) if number else "", "name": name}


def zone(name):
    return reference(ZONES[name], name)


def pool_reference(name):
    return reference(POOLS[name][0], name)


def epoch(moment):
    return int(moment.timestamp())


MACHINE_IDS = {machine[0]: 3001 + index for index, machine in enumerate(MACHINES)}
HOST_IDS = {}
for pool_name, (number, _, _, _, count, *_) in POOLS.items():
    for place in range(1, count + 1):
        HOST_IDS[f"host{place:03d}-{pool_name}"] = number * 10 + place


def repository_name(short):
    _, pool, rest, *_ = REPOSITORIES[short]
    return f"{short}-{pool}-{rest}"


def repository_reference(short):
    return reference(REPOSITORIES[short][0], repository_name(short))


def host_of(machine):
    name, pool, place, *_ = machine
    return f"host{place:03d}-{pool}" if place else ""


def zones(_):
    return [
        {"id": uid(number), "name": name, "osVersion": "5.106", "osName": "XOA"}
        for name, number in ZONES.items()
    ]


def day(moment):
    """The day of the history, 0 for the first."""
    return HISTORY_DAYS - (NOW - moment).days


def existing(moment):
    return [machine for machine in MACHINES if BORN.get(machine[0], 0) <= day(moment)]


def memory_used(host, moment):
    used = sum(machine[4] for machine in existing(moment) if host_of(machine) == host)
    return (used + 16) * GIB  # what the hypervisor keeps


def pools(moment):
    result = []
    for name, (number, label, zone_name, available, count, memory, threads, _) in POOLS.items():
        hosts = [host for host in HOST_IDS if host.endswith(name)]
        result.append({
            "id": uid(number), "machineManager": zone(zone_name),
            "internalId": f"c3d1e7b0-0000-4000-8000-{number:012d}", "name": name, "label": label,
            "highAvailabilityEnabled": available, "master": uid(HOST_IDS[hosts[0]]),
            "hosts": [uid(HOST_IDS[host]) for host in hosts],
            "memory": {"usage": sum(memory_used(host, moment) for host in hosts), "size": count * memory * GIB},
            "cpu": {"cores": count * threads, "sockets": 2 * count},
            "type": {"key": "xcp-ng", "description": "XCP-ng"},
        })
    return result


def hosts(moment):
    result = []
    for name, number in HOST_IDS.items():
        pool = name.split("-", 1)[1]
        _, _, zone_name, _, _, memory, threads, processor = POOLS[pool]
        brand = processor.split(" ")
        result.append({
            "id": uid(number), "machineManager": zone(zone_name),
            "internalId": f"6c1e4b1a-0000-4000-8000-{number:012d}",
            "pool": {**pool_reference(pool), "type": {"key": "xcp-ng", "description": "XCP-ng"}},
            "name": name, "master": name.startswith("host001"), "uptime": 1790000000,
            "powerState": "Running",
            "updateData": {"maintenanceMode": name == IN_MAINTENANCE, "status": "UP_TO_DATE"},
            "rebootRequired": False,
            "virtualMachines": [
                uid(MACHINE_IDS[machine[0]]) for machine in existing(moment)
                if host_of(machine) == name
            ],
            "metrics": {
                "xoa": {
                    "version": "8.3.0", "fullName": "XCP-ng 8.3.0", "build": "release/8.3/42",
                },
                "memory": {"usage": memory_used(name, moment), "size": memory * GIB},
                "cpu": {
                    "sockets": 2, "cores": threads, "model": f"Intel {processor}",
                    "modelName": f"Intel(R) Xeon(R) {brand[0]} {brand[1]} CPU",
                },
            },
        })
    return result


def machines(moment):
    result = []
    for index, machine in enumerate(existing(moment)):
        name, pool, place, processors, memory, priority, *_ = machine
        host = host_of(machine)
        has_disc = name == "dns-02"
        result.append({
            "id": uid(MACHINE_IDS[name]), "name": name,
            "internalId": f"f0aa1b2c-0000-4000-8000-{MACHINE_IDS[name]:012d}",
            "powerState": "Running" if place else "Halted", "secureBoot": True,
            "highAvailability": priority, "bootFirmware": "uefi",
            "autoPowerOn": bool(place),
            "dvdDrive": {"name": "debian-12.iso" if has_disc else "", "attached": has_disc},
            "bootOrder": ["Hard-Drive", "DVD-Drive", "Network"],
            "operatingSystemName": "Debian GNU/Linux 12" if place else "",
            "cpu": processors, "numCoresPerSocket": processors, "memory": memory * GIB,
            "tools": {"detected": bool(place), "version": "8.4.0" if place else ""},
            "pvDrivers": {
                "detected": bool(place), "version": "8.4.0" if place else "",
                "areUpToDate": bool(place),
            },
            "managementAgent": {"detected": bool(place)},
            "addresses": {"0/ipv4/0": f"10.{ZONES[POOLS[pool][2]]}.1.{index + 11}"} if place else {},
            "machineManager": zone(POOLS[pool][2]),
            "host": reference(HOST_IDS.get(host, 0), host), "pool": pool_reference(pool),
        })
    return result


def disks(moment):
    """All disks, with the repository's short name beside each."""
    result = []

    def add(name, size, short, machine=None, snapshot=False, description=""):
        number = 500_001 + len(result)
        result.append((short, {
            "id": uid(number), "internalId": f"d15c0000-0000-4000-8000-{number:012d}",
            "name": name, "description": description, "size": size * GIB, "usage": size * GIB,
            "isSnapshot": snapshot,
            "storageRepository": repository_reference(short) if short in REPOSITORIES
            else reference(431, "iso-az05"),
            "virtualMachines": [{
                "id": uid(MACHINE_IDS[machine]), "name": machine, "readOnly": False,
                "connected": True,
            }] if machine else [],
            "templates": [],
        }))

    sizes = {}
    for name, _, _, _, _, _, given, short in MACHINES:
        sizes[name] = (short, given)
        for index, size in enumerate(given):
            add(f"{name}-{'system' if index == 0 else 'data'}", size, short, machine=name)
    # The warehouse grows, a new disk now and then.
    for index in range(growth(moment)):
        add(f"dwh-01-data-{index + 2}", 50, "sr001", machine="dwh-01")
    for name, size, short in LOOSE_DISKS:
        add(name, size, short)
    for machine, name, when in SNAPSHOTS:
        if when <= moment:
            short, given = sizes[machine]
            for size in given:
                add(f"{machine} ({name})", size, short, snapshot=True)
    for names in REPLICATED.values():
        for machine in names:
            for index, size in enumerate(sizes[machine][1]):
                add(f"{machine}-replica-{index + 1}", size, "sr012", snapshot=True)
    add("debian-12.iso", 1, "iso")
    return result


def growth(moment):
    """How many disks of 50 GiB the warehouse has been given: one in two days or so."""
    return (day(moment) * 11 + 13) // 20


def virtual_disks(moment):
    return [disk for _, disk in disks(moment)]


def repositories(moment):
    result = []
    all_disks = disks(moment)

    def add(number, name, description, size, used, kind, shared, pool, host=""):
        result.append({
            "id": uid(number), "internalId": f"a1b2c3d4-0000-4000-8000-{number:012d}",
            "name": name, "description": description, "maintenanceMode": False,
            "maxCapacity": size * GIB, "freeCapacity": (size - used) * GIB, "storageType": kind,
            "virtualDisks": [
                disk["id"] for short, disk in all_disks
                if disk["storageRepository"]["id"] == uid(number)
            ],
            "shared": shared, "accessible": 1,
            "host": reference(HOST_IDS.get(host, 0), host), "pool": pool_reference(pool),
            "machineManager": zone(POOLS[pool][2]),
        })

    for short, (number, pool, _, description, size, kind) in REPOSITORIES.items():
        used = sum(disk["size"] // GIB for owner, disk in all_disks if owner == short)
        add(number, repository_name(short), description, size, used, kind, True, pool)
    add(431, "iso-az05", "", 200, 1, "nfs_iso", True, PRODUCTION)
    for name, number in HOST_IDS.items():
        add(40_000 + number, f"Local storage {name[:7]}", "", 220, 0, "ext", False,
            name.split("-", 1)[1], name)
    return result


def networks(_):
    result = []
    for pool, names in NETWORKS.items():
        for name in names:
            number = 601 + len(result)
            result.append({
                "id": uid(number), "machineManager": zone(POOLS[pool][2]),
                "internalId": f"0e7f0000-0000-4000-8000-{number:012d}", "name": name,
                "pool": pool_reference(pool), "maximumTransmissionUnit": 1500,
                "networkAdapters": [
                    adapter["id"] for adapter in adapters_of(pool)
                    if adapter["network"]["id"] == uid(number)
                ],
                "networkBlockDevice": False, "insecureNetworkBlockDevice": False,
            })
    return result


def network_number(pool, index):
    before = 0
    for name, names in NETWORKS.items():
        if name == pool:
            return 601 + before + index
        before += len(names)
    return None


def adapters_of(pool):
    return [adapter for owner, adapter in all_adapters() if owner == pool]


def all_adapters():
    result = []
    for index, (name, pool, *_) in enumerate(MACHINES):
        names = NETWORKS[pool]
        # The jump host is in every network, as often as a machine may be.
        count = 7 if name == "jump-01" else 2 if "db" in name else 1
        for place in range(count):
            number = 7001 + len(result)
            network = place % len(names)
            result.append((pool, {
                "id": uid(number), "name": f"eth{place}",
                "internalId": f"71f00000-0000-4000-8000-{number:012d}",
                "virtualMachineId": uid(MACHINE_IDS[name]),
                "macAddress": f"02:00:5e:{place:02x}:{index // 256:02x}:{index % 256:02x}",
                "mtu": 1500, "attached": True, "txChecksumming": True,
                "network": reference(network_number(pool, network), names[network]),
                "machineManager": zone(POOLS[pool][2]),
                "ipv4Address": f"10.{ZONES[POOLS[pool][2]]}.{place + 1}.{index + 11}",
                "ipv6Address": "",
            }))
    return result


def adapters(_):
    return [adapter for _, adapter in all_adapters()]


def snapshots(moment):
    return [
        {
            "id": uid(9001 + index), "description": "", "virtualMachineId": uid(MACHINE_IDS[machine]),
            "name": name, "createTime": epoch(when),
        }
        for index, (machine, name, when) in enumerate(SNAPSHOTS) if when <= moment
    ]


POLICIES = [  # number, name, zone, machines, retention, cron
    (11001, "quotidienne-30j", "AZ05", NIGHTLY, 30, "0 20 * * *"),
    (11002, "hebdomadaire-1an", "AZ05", ["dwh-01", "erp-db-01"], 53, "0 2 * * 0"),
    (11003, "quotidienne-30j-az07", "AZ07",
     [m[0] for m in MACHINES if m[1] == RECOVERY and m[0] not in ("test-old", "proxy-01")],
     30, "30 21 * * *"),
    (11004, "developpement-7j", "AZ05", ["dev-01", "dev-02", "dev-db-01", "build-01"], 7,
     "0 22 * * 1-5"),
    (11005, "nobackup", "AZ07", ["test-old"], 0, "0 0 1 1 *"),
]


def backup_policies(_):
    return [
        {
            "id": uid(number), "name": name,
            "internalId": f"ba500000-0000-4000-8000-{number:012d}", "running": False,
            "mode": "incremental", "machineManager": zone(zone_name),
            "virtualMachines": [uid(MACHINE_IDS[machine]) for machine in names],
            "schedulers": [{
                "temporarilyDisabled": name == "nobackup", "retention": retention, "cron": cron,
                "timezone": "Europe/Paris",
            }],
        }
        for number, name, zone_name, names, retention, cron in POLICIES
    ]


def backups(moment):
    result = []

    def add(policy, machine, when):
        number = 120_001 + len(result)
        given = next(m for m in MACHINES if m[0] == machine)
        result.append({
            "id": uid(number), "internalId": f"bac00000-0000-4000-8000-{number:012d}",
            "mode": "incremental", "isVirtualMachineDeleted": False,
            "size": sum(given[6]) * GIB // 40, "timestamp": epoch(when),
            "virtualMachine": reference(MACHINE_IDS[machine], machine),
            "policy": reference(policy[0], policy[1]),
        })

    # The last nine nights are listed; Paris is an hour ahead of UTC in November.
    for days in range(9, 0, -1):
        night = (moment - timedelta(days=days)).replace(hour=0, minute=0)
        for policy in POLICIES:
            minute, hour, _, _, weekdays = policy[5].split(" ")
            if policy[1] == "nobackup":
                continue
            start = night + timedelta(hours=int(hour) - 1, minutes=int(minute) + 25)
            local = start + timedelta(hours=1)
            if weekdays == "0" and local.isoweekday() != 7:
                continue
            if weekdays == "1-5" and local.isoweekday() > 5:
                continue
            # The run of Saturday the 21st was still going on when the next one was due.
            if policy[1] == "quotidienne-30j" and local.date().isoformat() == "2026-11-22":
                continue
            for index, machine in enumerate(policy[3]):
                if machine == "log-01" and local.date().isoformat() >= "2026-11-23":
                    continue
                add(policy, machine, start + timedelta(minutes=7 * index))
    return result


def replication_policies(moment):
    given = [  # number, name, minutes, begin and end before now in minutes
        (13001, "dr-15min", 15, 11, 6),
        (13002, "dr-1h", 60, 171, 128),
        (13003, "dr-2h", 120, 95, 83),
        (13004, "dr-quotidien", 1440, 700, 655),
    ]
    return [
        {
            "id": uid(number), "name": name, "storageRepository": repository_reference("sr012"),
            "pool": {**pool_reference(RECOVERY), "label": POOLS[RECOVERY][1]},
            "machineManager": zone("AZ07"),
            "lastRun": {
                "start": epoch(moment - timedelta(minutes=begin)),
                "end": epoch(moment - timedelta(minutes=end)), "status": "success",
            },
            "interval": {"hours": minutes // 60, "minutes": minutes % 60},
        }
        for number, name, minutes, begin, end in given
    ]


def floating_ips(_):
    return [
        {
            "id": uid(8001 + index), "ipAddress": f"203.0.113.{10 + index}", "description": "",
            "staticIp": {"id": uid(8101 + index), "address": f"192.168.10.{4 + index}"},
            "vpc": reference(801, "vpc-prod"), "privateNetwork": reference(802, "front"),
        }
        for index in range(4)
    ]


def tenants(_):
    return [{"id": uid(9004), "name": "Production", "snc": True, "companyId": uid(9003)}]


PARTS = {
    "tenants": tenants, "availability_zones": zones, "pools": pools, "hosts": hosts,
    "virtual_machines": machines, "storage_repositories": repositories,
    "virtual_disks": virtual_disks, "networks": networks, "network_adapters": adapters,
    "snapshots": snapshots, "backup_policies": backup_policies, "backups": backups,
    "replication_policies": replication_policies, "floating_ips": floating_ips,
}


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    now = ROOT / "snapshot"
    for part, make in PARTS.items():
        write(now / f"{part}.json", make(NOW))
    policies = {policy["name"]: policy for policy in replication_policies(NOW)}
    for policy, names in REPLICATED.items():
        for name in names:
            write(now / "virtual_machine_replications" / f"{uid(MACHINE_IDS[name])}.json",
                  [policies[policy]])


    # Of the days before, the parts from which capacity is measured.
    for days in range(1, HISTORY_DAYS + 1):
        moment = NOW - timedelta(days=days)
        folder = ROOT / "history" / moment.date().isoformat()
        past = repositories(moment)
        for repository in past:
            repository["virtualDisks"] = []
        write(folder / "storage_repositories.json", past)
        write(folder / "pools.json", pools(moment))
        write(folder / "hosts.json", hosts(moment))
        write(folder / "virtual_machines.json", machines(moment))


if __name__ == "__main__":
    main()
