package relevo.batch;

import java.util.Arrays;

/**
 * Groups of a weighted graph whose members have more weight among themselves than chance would give them: modularity with
 * a resolution (Reichardt and Bornholdt 2006), raised by moving single nodes and then whole groups (Blondel 2008), with
 * one more pass over single nodes at the end. Nodes are visited in their order, so the outcome is always the same.
 */
final class Communities {
    private static final int PASSES_MAX = 50;
    private static final int LEVELS_MAX = 20;

    /** Fewer texts are not grouped. */
    private static final int SIZE_MIN = 3;

    private static final double RESOLUTION_MAX = 64;
    private static final double STEP = Math.sqrt(2);

    private Communities() {}

    /**
     * The group of each node at the resolution that the graph itself calls for. Groups found at one resolution say at
     * which one modularity would be the likelihood of a graph with such groups (Newman 2016, equation 22); the resolution
     * that calls for itself is taken. Between two that were tried it is interpolated, so that it does not jump.
     */
    static int[] of(NeighbourGraph graph) {
        int[] apart = new int[graph.size()];
        Arrays.setAll(apart, i -> i);
        if (graph.size() < SIZE_MIN || !graph.hasEdges()) {
            return apart;
        }
        double tried = 1;
        double calledFor = calledFor(graph, of(graph, tried));
        while (calledFor > tried && tried < RESOLUTION_MAX) {
            double next = tried * STEP;
            double nextCalledFor = calledFor(graph, of(graph, next));
            if (nextCalledFor <= next) {
                double before = Math.log(calledFor / tried);
                double after = Math.log(nextCalledFor / next);
                return of(graph, tried * Math.pow(STEP, before / (before - after)));
            }
            tried = next;
            calledFor = nextCalledFor;
        }
        return of(graph, tried);
    }

    /** The resolution under which these groups are the likeliest; 1 where they say nothing. */
    private static double calledFor(NeighbourGraph graph, int[] group) {
        int count = Arrays.stream(group).max().orElse(-1) + 1;
        double[] degrees = new double[count];
        double total = 0;
        double inside = 0;
        for (int i = 0; i < group.length; i++) {
            for (int k = 0; k < graph.neighbours(i).length; k++) {
                double weight = graph.weights(i)[k];
                total += weight;
                degrees[group[i]] += weight;
                inside += group[graph.neighbours(i)[k]] == group[i] ? weight : 0;
            }
        }
        double expected = 0;
        for (double degree : degrees) {
            expected += degree * degree / total;
        }
        if (total - inside <= 1e-9 * total || total - expected <= 1e-9 * total) {
            return 1;
        }
        double within = inside / expected;
        double between = (total - inside) / (total - expected);
        return (within - between) / Math.log(within / between);
    }

    /** The group of each node, numbered from 0 in the order of their first nodes. */
    static int[] of(NeighbourGraph graph, double resolution) {
        int[] group = new int[graph.size()];
        Arrays.setAll(group, i -> i);
        NeighbourGraph coarse = graph;
        double[] self = new double[graph.size()];
        for (int level = 0; level < LEVELS_MAX; level++) {
            int[] moved = new int[coarse.size()];
            Arrays.setAll(moved, i -> i);
            boolean better = move(coarse, self, moved, resolution);
            int count = number(moved);
            for (int i = 0; i < group.length; i++) {
                group[i] = moved[group[i]];
            }
            if (!better || count == coarse.size()) {
                break;
            }
            double[] within = new double[count];
            coarse = coarsen(coarse, self, moved, count, within);
            self = within;
        }
        move(graph, new double[graph.size()], group, resolution);
        number(group);
        return group;
    }

    /** Numbers groups from 0 by first appearance; returns how many there are. */
    static int number(int[] group) {
        int[] fresh = new int[Arrays.stream(group).max().orElse(-1) + 1];
        Arrays.fill(fresh, -1);
        int count = 0;
        for (int i = 0; i < group.length; i++) {
            if (fresh[group[i]] < 0) {
                fresh[group[i]] = count++;
            }
            group[i] = fresh[group[i]];
        }
        return count;
    }

    private static boolean move(NeighbourGraph graph, double[] self, int[] group, double resolution) {
        int size = graph.size();
        double[] degree = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            degree[i] = self[i];
            for (float weight : graph.weights(i)) {
                degree[i] += weight;
            }
            total += degree[i];
        }
        double[] sum = new double[size];
        for (int i = 0; i < size; i++) {
            sum[group[i]] += degree[i];
        }
        double[] towards = new double[size];
        boolean any = false;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            int moves = 0;
            for (int i = 0; i < size; i++) {
                int best = best(graph, group, i, degree, sum, towards, resolution / total);
                if (best != group[i]) {
                    sum[group[i]] -= degree[i];
                    sum[best] += degree[i];
                    group[i] = best;
                    moves++;
                }
            }
            any |= moves > 0;
            if (moves == 0) {
                break;
            }
        }
        return any;
    }

    private static int best(
            NeighbourGraph graph, int[] group, int i, double[] degree, double[] sum, double[] towards, double scale) {
        int[] near = graph.neighbours(i);
        float[] weights = graph.weights(i);
        for (int k = 0; k < near.length; k++) {
            towards[group[near[k]]] += weights[k];
        }
        int own = group[i];
        int best = own;
        double most = towards[own] - scale * degree[i] * (sum[own] - degree[i]);
        for (int j : near) {
            int other = group[j];
            if (other != own) {
                double gain = towards[other] - scale * degree[i] * sum[other];
                if (gain > most + 1e-12 || (gain > most - 1e-12 && best != own && other < best)) {
                    most = gain;
                    best = other;
                }
            }
        }
        for (int j : near) {
            towards[group[j]] = 0;
        }
        towards[own] = 0;
        return best;
    }

    /** The graph whose nodes are the groups. */
    private static NeighbourGraph coarsen(
            NeighbourGraph graph, double[] self, int[] group, int count, double[] within) {
        int[][] members = members(group, count);
        int[][] neighbours = new int[count][];
        float[][] weights = new float[count][];
        double[] towards = new double[count];
        int[] touched = new int[count];
        for (int g = 0; g < count; g++) {
            int size = 0;
            for (int i : members[g]) {
                within[g] += self[i];
                int[] near = graph.neighbours(i);
                for (int k = 0; k < near.length; k++) {
                    int other = group[near[k]];
                    if (other == g) {
                        within[g] += graph.weights(i)[k];
                    } else {
                        if (towards[other] == 0) {
                            touched[size++] = other;
                        }
                        towards[other] += graph.weights(i)[k];
                    }
                }
            }
            neighbours[g] = Arrays.copyOf(touched, size);
            Arrays.sort(neighbours[g]);
            weights[g] = new float[size];
            for (int k = 0; k < size; k++) {
                weights[g][k] = (float) towards[neighbours[g][k]];
                towards[neighbours[g][k]] = 0;
            }
        }
        return NeighbourGraph.of(neighbours, weights);
    }

    /** The nodes of each group, ascending. */
    static int[][] members(int[] group, int count) {
        int[] size = new int[count];
        for (int g : group) {
            size[g]++;
        }
        int[][] members = new int[count][];
        for (int g = 0; g < count; g++) {
            members[g] = new int[size[g]];
        }
        int[] filled = new int[count];
        for (int i = 0; i < group.length; i++) {
            members[group[i]][filled[group[i]]++] = i;
        }
        return members;
    }
}
